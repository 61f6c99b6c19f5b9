"""How far surrogates can be told from originals, and what tells them."""
