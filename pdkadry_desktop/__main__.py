"""``python -m pdkadry_desktop``."""

import sys

from pdkadry_desktop.cli import main

sys.exit(main())
