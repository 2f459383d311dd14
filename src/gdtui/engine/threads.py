"""use_threads: how many threads of the CPU torch may use; bits depend on it."""

import torch


def use_threads(count: int) -> None:
    """Let torch use this many threads from now on, in the whole process."""
    torch.set_num_threads(count)
