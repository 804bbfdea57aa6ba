"""Pressdesk: a media relations desk that lives in Slack."""
