"""Who may come in, as whom and for how long, and what is noted of it; nothing here knows of pages or business."""
