"""One page to one Article: what the bytes say, field by field. `extractors.parse` joins these."""
