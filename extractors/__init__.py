"""From news pages and ministry releases to the meetings they report."""
