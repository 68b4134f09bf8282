"""Who answers for a clause: the notations of official texts, and the names in them."""
