"""What an auditor asks: are both chains whole, is what they vouch for still there, and is a printed head still held."""
