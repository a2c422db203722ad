"""What is worked out from several registers at once: lists of what is due, merging, payments, orders in draft."""
