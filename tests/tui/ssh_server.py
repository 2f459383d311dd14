"""An sshd of our own, on loopback: own keys, own settings, a free port."""

import os
import pwd
import shlex
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from tests.tui.terminal_window import COMMAND, TerminalWindow, window

SSHD, SSH, KEYGEN = Path("/usr/sbin/sshd"), Path("/usr/bin/ssh"), Path("/usr/bin/ssh-keygen")
SEPARATION = Path("/run/sshd")

SERVER = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
UseDNS no
PrintMotd no
PrintLastLog no
AllowTcpForwarding no
SetEnv LANG=C.UTF-8 XDG_STATE_HOME={folder}/state
"""
CLIENT = """
IdentityFile {folder}/user
IdentitiesOnly yes
StrictHostKeyChecking no
UserKnownHostsFile /dev/null
GlobalKnownHostsFile /dev/null
LogLevel ERROR
BatchMode yes
"""


def why_not() -> str | None:
    """Why there can be no server here."""
    for needed in (SSHD, SSH, KEYGEN):
        if not needed.exists():
            return f"{needed} is not installed"
    if os.getuid() != 0 and not SEPARATION.is_dir():
        return f"sshd needs {SEPARATION}, which only root can make"
    return None


class SshServer:
    """A server that listens, and the words that reach it."""

    def __init__(self, folder: Path, port: int, process: "subprocess.Popen[str]") -> None:
        self._folder, self._port, self.pid = folder, port, process.pid

    @property
    def state(self) -> Path:
        """The folder in which gdtui keeps its sessions at the other end."""
        return self._folder / "state"

    def reached_by(self, *options: str, word: str = "crops") -> list[str]:
        """The command that runs gdtui with a word at the other end."""
        there = shlex.join([sys.executable, "-c", COMMAND, word])
        user = pwd.getpwuid(os.getuid()).pw_name
        where = ["-F", f"{self._folder}/client", "-p", str(self._port), f"{user}@127.0.0.1"]
        return [str(SSH), *options, *where, f"exec {there}"]

    def gdtui(self, word: str) -> AbstractContextManager[TerminalWindow]:
        """Gdtui at the other end, in a window here."""
        return window(*self.reached_by("-t", word=word))


@contextmanager
def ssh_server(folder: Path) -> Iterator[SshServer]:
    """Listen until the test is over."""
    if not SEPARATION.is_dir():
        SEPARATION.mkdir(mode=0o755)
    for name in ("host", "user"):
        key = [str(KEYGEN), "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(key, check=True)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    for name, settings in (("server", SERVER), ("client", CLIENT)):
        (folder / name).write_text(settings.format(folder=folder, port=port), "ascii")
    listening = [str(SSHD), "-D", "-e", "-f", str(folder / "server")]
    with subprocess.Popen(listening, stderr=subprocess.PIPE, text=True) as process:
        assert process.stderr is not None
        try:
            said = process.stderr.readline()
            assert "listening" in said, said
            yield SshServer(folder, port, process)
        finally:
            process.terminate()
