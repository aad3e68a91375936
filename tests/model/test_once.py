"""Values that are computed once."""

import pytest

from xogen.model.once import once


class Counted:
    """Counts how often it computes."""

    def __init__(self):
        self.computed = 0

    @once
    def value(self):
        """The value."""
        self.computed += 1
        return self.computed

    @once
    def broken(self):
        self.computed += 1
        raise ValueError(self.computed)


def test_it_is_computed_when_it_is_first_asked_and_kept():
    counted = Counted()
    assert counted.computed == 0
    assert (counted.value, counted.value, counted.computed) == (1, 1, 1)


def test_each_object_has_its_own():
    one, other = Counted(), Counted()
    one.computed = 5
    assert (one.value, other.value) == (6, 1)


def test_what_fails_is_asked_again():
    counted = Counted()
    for times in (1, 2):
        with pytest.raises(ValueError, match=str(times)):
            _ = counted.broken


def test_the_class_shows_what_it_is():
    assert isinstance(Counted.value, once)
    assert Counted.value.__doc__ == "The value."
