import pytest

from xogen.model.counted import counted


@pytest.mark.parametrize(
    ("number", "word", "said"),
    [
        (0, "file", "0 files"),
        (1, "entity", "1 entity"),
        (2, "entity", "2 entities"),
        (3, "day", "3 days"),
        (2, "error", "2 errors"),
    ],
)
def test_what_is_counted_is_said_as_a_person_does(number, word, said):
    assert counted(number, word) == said
