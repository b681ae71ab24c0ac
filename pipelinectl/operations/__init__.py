"""The commands without their command line: joins the stages. The only place that sees both ends."""
