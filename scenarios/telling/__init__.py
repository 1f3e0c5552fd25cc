"""What a simulation came to, told so that a policy reader can tell it on."""
