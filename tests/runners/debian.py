"""What comes from Debian, and on Debian's own interpreters."""

import subprocess

PYTHON = "/usr/bin/python3"
RUBY = "/usr/bin/ruby"


def missing(package, *command):
    """Why the command does not run, in one line; None where it does."""
    try:
        ended = subprocess.run(command, capture_output=True, text=True, check=False,
                               stdin=subprocess.DEVNULL)
    except OSError as error:
        return f"there is no {error.filename}: apt-get install {package}"
    if ended.returncode == 0:
        return None
    return f"apt-get install {package} ({ended.stderr.strip().splitlines()[-1]})"
