#!/usr/bin/env python3
"""Builds this handbook: hands over to rolebook.cli, with this folder as the project."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

if __name__ == "__main__":
    try:
        from rolebook.cli import main
    except ModuleNotFoundError as error:
        sys.exit(
            f"{error}.\nThe libraries are not set up: run `make setup`, then `.venv/bin/python build.py`."
        )
    except KeyboardInterrupt:
        sys.exit(130)
    main(default_project=HERE, program="build.py")
