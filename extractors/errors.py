"""The named errors; each is named after its remedy and carries a message a person can act on."""


class FixSettings(Exception):
    """A setting, a publisher file or an argument is wrong: the message names it, the fault and the remedy."""


class FreeResource(Exception):
    """A port, a lock, a file or the disk is taken or full: the message names the holder and what is needed."""


class UnreadablePage(Exception):
    """The bytes are no page that can be read; `reason` is the word that goes into the row."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
