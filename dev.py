"""The project's own commands: setup, demo, test, check, bench, prove. They need nothing but Python.

This file keeps to syntax that an old Python can read, so that it can say which one is needed; the rest is in `tools/`.
"""

import shutil
import sys

if sys.version_info < (3, 11):
    newer = [name for name in ("python3.14", "python3.13", "python3.12", "python3.11") if shutil.which(name)]
    mend = " ".join(newer[:1] + sys.argv) if newer else "sudo apt-get install python3  # on Debian 12 or newer"
    sys.exit("Python 3.11 or newer is needed; this is Python %d.%d. Run:\n    %s" % (*sys.version_info[:2], mend))

from tools.commands import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
