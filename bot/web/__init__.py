"""Pages: what people see in a browser. Nothing in here understands Thai, so no dictionary is loaded."""
