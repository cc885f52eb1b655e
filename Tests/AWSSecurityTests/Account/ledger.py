"""What was planted: insight and resource."""

ACCOUNT = "123456789012"
REGIONS = ["us-east-1", "eu-central-1"]


class Ledger:
    def __init__(self):
        self.planted = []

    def plant(self, insight, resource):
        self.planted.append([insight, resource])
