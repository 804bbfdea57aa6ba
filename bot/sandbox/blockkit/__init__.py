"""Block Kit as Slack checks it. `surfaces.check_message` and `surfaces.check_view` are the way in."""
