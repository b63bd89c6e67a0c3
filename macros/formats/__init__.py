"""The ways out of the handbook besides its pages: each module turns an `Edition` into the bytes of a file."""

from __future__ import annotations


class ToolError(OSError):
    """A program that makes files is missing or fails; the message is one line for who runs the build."""
