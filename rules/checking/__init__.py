"""Check an agreement before anybody decides by it: what it cites, its dates, and the limits that laws set to it."""
