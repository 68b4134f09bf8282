"""Who is to be reminded of what, in which words, and what stands in an inbox."""
