"""The pages: what a reader sees in the browser and what a unit or the office enters there."""
