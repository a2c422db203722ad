"""The plan drawn as a Gantt: days to pixels, rows to pixels, one painter for screen and paper, the views."""
