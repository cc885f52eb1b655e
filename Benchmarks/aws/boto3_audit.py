#!/usr/bin/env python3
"""The requests that integrations/aws_security makes, made by boto3 with 32 threads: what a careful author would write.

Less one: boto3 asks S3 Control at ACCOUNT.127.0.0.1, which is nowhere.
"""

import concurrent.futures
import csv
import datetime
import io
import json
import os
import sys

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

REGIONS = ["us-east-1", "eu-central-1"]
CONFIG = Config(max_pool_connections=32, retries={"mode": "standard"})
SESSION = boto3.Session()
CLIENTS = {}
POOL = concurrent.futures.ThreadPoolExecutor(32)


def client(service, region=REGIONS[0]):
    key = service, region
    if key not in CLIENTS:
        CLIENTS[key] = SESSION.client(service, region_name=region, config=CONFIG)
    return CLIENTS[key]


def call(method, **params):
    try:
        return method(**params)
    except ClientError:
        return None


def pages(service, operation, key, region=REGIONS[0], **params):
    found = []
    for page in client(service, region).get_paginator(operation).paginate(**params):
        found += page.get(key, [])
    return found


def storage():
    s3 = client("s3")
    asked = (
        s3.get_public_access_block, s3.get_bucket_policy, s3.get_bucket_encryption, s3.get_bucket_versioning,
        s3.get_bucket_logging,
    )
    buckets = s3.list_buckets()["Buckets"]
    return [POOL.submit(call, method, Bucket=bucket["Name"]) for bucket in buckets for method in asked]


def keys_of(user):
    iam = client("iam")
    keys = iam.list_access_keys(UserName=user)["AccessKeyMetadata"]
    return [iam.get_access_key_last_used(AccessKeyId=key["AccessKeyId"]) for key in keys if is_old(key)]


def is_old(key):
    now = datetime.datetime.now(datetime.timezone.utc)
    return key["Status"] == "Active" and (now - key["CreateDate"]).days >= 45


def identities():
    iam = client("iam")
    users = pages("iam", "list_users", "Users")
    work = [POOL.submit(keys_of, user["UserName"]) for user in users]
    work += [POOL.submit(call, iam.list_mfa_devices, UserName=user["UserName"]) for user in users]
    while (report := call(iam.get_credential_report)) is None:
        iam.generate_credential_report()
    list(csv.DictReader(io.StringIO(report["Content"].decode())))
    iam.get_account_summary()
    call(iam.get_account_password_policy)
    filters = ["User", "Group", "Role", "LocalManagedPolicy"]
    pages("iam", "get_account_authorization_details", "Policies", Filter=filters)
    return work


def region_work(region):
    ec2 = client("ec2", region)
    for operation, key in (
        ("describe_security_groups", "SecurityGroups"), ("describe_vpcs", "Vpcs"), ("describe_flow_logs", "FlowLogs"),
        ("describe_instances", "Reservations"), ("describe_volumes", "Volumes"),
    ):
        pages("ec2", operation, key, region)
    ec2.get_ebs_encryption_by_default()
    trails = client("cloudtrail", region).describe_trails()["trailList"]
    for trail in trails:
        call(client("cloudtrail", trail["HomeRegion"]).get_trail_status, Name=trail["TrailARN"])
    kms = client("kms", region)
    for key in pages("kms", "list_keys", "Keys", region):
        metadata = kms.describe_key(KeyId=key["KeyId"])["KeyMetadata"]
        if metadata["KeySpec"] == "SYMMETRIC_DEFAULT" and metadata["KeyState"] == "Enabled":
            kms.get_key_rotation_status(KeyId=key["KeyId"])
    pages("rds", "describe_db_instances", "DBInstances", region)


def main():
    account = client("sts").get_caller_identity()["Account"]
    for service in ("s3", "iam"):
        client(service)
    for service in ("ec2", "cloudtrail", "kms", "rds"):
        for region in REGIONS:
            client(service, region)
    work = [POOL.submit(region_work, region) for region in REGIONS]
    work += storage() + identities()
    results = [future.result() for future in work]
    json.dump({"account": account, "calls": len(results)}, sys.stdout)


if __name__ == "__main__":
    os.environ.setdefault("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
    os.environ.setdefault("AWS_SECRET_ACCESS_KEY", "secret")
    main()
