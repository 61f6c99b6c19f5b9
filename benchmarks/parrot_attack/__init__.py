"""What an attacker finds of planted misses: by counting, by the lists, by training a tagger."""
