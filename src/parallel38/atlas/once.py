"""What is worked out when it is first asked for, by one reader while all others wait for it."""

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar, overload

T = TypeVar("T")


class once(Generic[T]):  # noqa: N801 - used as a decorator, like functools.cached_property
    """A property made once and kept; of many who ask at the same time only the first makes it.

    `functools.cached_property` lets each of thirty who come at once do the same work from Python
    3.12 on, and makes all instances wait for each other before.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    @overload
    def __get__(self, one: None, owner: type) -> "once[T]": ...

    @overload
    def __get__(self, one: object, owner: type) -> T: ...

    def __get__(self, one: object | None, owner: type) -> "once[T] | T":
        """Return what is kept, made now if need be."""
        if one is None:
            return self
        kept = one.__dict__
        if self.name not in kept:
            with kept.setdefault("_making", threading.RLock()):
                if self.name not in kept:
                    kept[self.name] = self.make(one)
        found: T = kept[self.name]
        return found
