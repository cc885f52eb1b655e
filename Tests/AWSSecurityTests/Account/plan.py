"""What the account holds, and which insight must find what in it."""

import concurrent.futures

import boto3
from botocore.config import Config

from compute import fill_compute
from identity import fill_identity
from ledger import ACCOUNT, REGIONS, Ledger
from records import fill_records
from storage import DENIED_BUCKET, fill_storage

__all__ = ["DENIED_BUCKET", "fill"]


class Cloud:
    """Clients of the account, one for each service and region, and a way to do many things at once."""

    def __init__(self, endpoint):
        self.endpoint = endpoint
        self.config = Config(max_pool_connections=16, retries={"max_attempts": 2})
        self.clients = {}

    def __call__(self, service, region=REGIONS[0]):
        key = service, region
        if key not in self.clients:
            self.clients[key] = boto3.client(
                service, region_name=region, endpoint_url=self.endpoint, config=self.config
            )
        return self.clients[key]

    @staticmethod
    def each(function, items):
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            return list(pool.map(function, items))


def fill(endpoint):
    cloud, ledger = Cloud(endpoint), Ledger()
    fill_storage(cloud, ledger)
    fill_identity(cloud, ledger)
    fill_compute(cloud, ledger)
    fill_records(cloud, ledger)
    return {"account": ACCOUNT, "regions": REGIONS, "planted": sorted(ledger.planted)}
