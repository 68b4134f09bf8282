"""What Streamlit runs for every view of a page."""

from tracker.ui import shell

shell.run()
