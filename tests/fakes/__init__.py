"""Stand-ins for what lives outside: real servers on a local port, so that nothing in the desk is patched."""
