"""The lock on an open file, in the words of each operating system. A process that dies gives it back."""

from __future__ import annotations

import sys

if sys.platform == "win32":

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process alone; ``False`` when another one has it.

        Raises:
            OSError: this file cannot be locked at all.
        """
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except PermissionError:
            return False
        return True

else:

    def try_lock(descriptor: int) -> bool:
        """Lock an open file for this process alone; ``False`` when another one has it.

        Raises:
            OSError: this file cannot be locked at all.
        """
        import fcntl

        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
