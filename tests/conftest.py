"""All tests: no screen, the user's data folder replaced by a temporary one."""

from __future__ import annotations

import os
import tempfile

os.environ["QT_QPA_PLATFORM"] = os.environ.get("PDKADRY_TEST_PLATFORM", "offscreen")
os.environ["PDKADRY_DATA"] = tempfile.mkdtemp(prefix="pdkadry-tests-")
