"""HubSpot's help desk behind the port. Its words (stage, flow) stay in here."""
