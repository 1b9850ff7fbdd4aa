#!/usr/bin/env python3
"""Gets one file out of a package of the npm registry, of a pinned release with a pinned hash.

    tests/npm/pinned.py NAME@VERSION SHA512 MEMBER FILE

Ends with 77 where there is no npm or the registry does not answer. A package of another hash is an error (1).
"""
import base64
import hashlib
import os
import pathlib
import subprocess
import sys
import tarfile
import tempfile

SKIPPED = 77
SECONDS = 60


class NotToBeHad(Exception):
    """Why: there is no npm, or no answer."""


def member(package, sha512, name):
    """The bytes of a file of the package. `sha512` is that of the packed package, in base64."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["npm", "pack", package, "--loglevel=error", "--ignore-scripts", "--fetch-retries=0", "--fetch-timeout=30000"]
        environment = {**os.environ, "npm_config_cache": str(pathlib.Path(folder) / "cache"), "npm_config_update_notifier": "false"}
        try:
            subprocess.run(words, cwd=folder, env=environment, check=True, timeout=SECONDS, stdin=subprocess.DEVNULL, capture_output=True)
        except FileNotFoundError:
            raise NotToBeHad("there is no npm") from None
        except subprocess.TimeoutExpired:
            raise NotToBeHad("the registry does not answer") from None
        except subprocess.CalledProcessError as error:
            told = error.stderr.decode(errors="replace").strip().splitlines()
            raise NotToBeHad(f"npm does not get it: {told[0] if told else error.returncode}") from None
        packed = next(pathlib.Path(folder).glob("*.tgz"))
        found = base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if found != sha512:
            raise ValueError(f"{package} has another hash than the one that is pinned: {found}")
        with tarfile.open(packed) as archive:
            return archive.extractfile(name).read()


if __name__ == "__main__":
    try:
        content = member(*sys.argv[1:4])
    except NotToBeHad as why:
        print(f"{sys.argv[1]}: {why}", file=sys.stderr)
        sys.exit(SKIPPED)
    pathlib.Path(sys.argv[4]).write_bytes(content)
