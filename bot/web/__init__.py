"""Pages: what people see in a browser. Nothing in here understands Thai, so that no dictionary is loaded."""
