"""What people do: write, run commands and shortcuts, click, fill in modals, open Home."""
