"""UserError: what the person at the keyboard can mend, in one sentence."""


class UserError(Exception):
    """A sentence for the person at the keyboard: what is wrong, where, and what to do.

    The first line stands alone; `more` holds further lines, each as complete as the first.
    """

    def __init__(self, sentence: str, *more: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.more = more

    def about(self, file: str) -> "UserError":
        """The same with a first line that names the file, which is clean already."""
        if self.sentence.startswith(file):
            return self
        return UserError(f"{file}: {self.sentence}", *self.more)

    def __str__(self) -> str:
        return "\n".join((self.sentence, *self.more))
