"""A local stand-in for Slack's server: Web API, Socket Mode, Events API and a page to act as people in."""
