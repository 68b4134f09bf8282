"""Annual assessment: a rubric of tasks/rubrics and the facts of one year -> score or verdict of every line, and why."""
