"""The board: one HTML file with the state of a day, for machines where the pages cannot run."""
