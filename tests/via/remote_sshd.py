"""An sshd of our own on loopback: its keys, its configuration and its log in one folder, and nothing
of it outside. It runs as whoever runs the tests."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from pathlib import Path


def find_sshd():
    """Its path, or None. /usr/sbin is not everybody's PATH."""
    return shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")


def free_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


def make_key(file):
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file], check=True,
                   stdout=subprocess.DEVNULL)


def configuration(folder, port):
    return "\n".join([
        f"Port {port}", "ListenAddress 127.0.0.1", f"HostKey {folder}/host_key",
        f"AuthorizedKeysFile {folder}/user_key.pub", f"PidFile {folder}/sshd.pid",
        "UsePAM no", "PasswordAuthentication no", "KbdInteractiveAuthentication no",
        "PermitRootLogin prohibit-password", "StrictModes no", ""])


def is_listening(port):
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            return connection.recv(4) == b"SSH-"
    except OSError:
        return False


@contextmanager
def sshd(folder):
    """Yields the words of a command line that runs what follows there."""
    folder = Path(folder)
    port = free_port()
    make_key(folder / "host_key")
    make_key(folder / "user_key")
    (folder / "sshd_config").write_text(configuration(folder, port))
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", mode=0o755, exist_ok=True)  # it insists on that one as root
    with open(folder / "sshd.log", "wb") as log:
        server = subprocess.Popen([find_sshd(), "-D", "-e", "-f", str(folder / "sshd_config")],
                                  stdout=log, stderr=log)
    try:
        for _ in range(100):
            if is_listening(port):
                break
            if server.poll() is not None:
                raise RuntimeError("sshd: " + (folder / "sshd.log").read_text())
            time.sleep(0.1)
        (folder / "known_hosts").write_text(
            f"[127.0.0.1]:{port} " + (folder / "host_key.pub").read_text())
        yield (f"ssh -F none -p {port} -i {folder}/user_key -o IdentitiesOnly=yes -o BatchMode=yes "
               f"-o UserKnownHostsFile={folder}/known_hosts 127.0.0.1")
    finally:
        server.terminate()
        server.wait()
