"""200 buckets, most of them sound; some in ways that a careless check takes for faults."""

import json

from ledger import ACCOUNT

BUCKETS = [f"audit-{number:03}" for number in range(200)]
LOGS = BUCKETS[199]
DENIED_BUCKET = BUCKETS[198]
# The bucket of the second trail: open, and without logs of its own.
TRAIL = BUCKETS[197]

BLOCK = {"BlockPublicAcls": True, "IgnorePublicAcls": True, "BlockPublicPolicy": True, "RestrictPublicBuckets": True}

# Fault → the numbers of the buckets that have it.
NO_BLOCK = {*range(0, 10), *range(15, 20), 197}
PARTIAL_BLOCK = set(range(10, 15))
PUBLIC_POLICY = {*range(15, 20), 197}
NO_ENCRYPTION = set(range(20, 30))
NO_POLICY = set(range(30, 45))
NO_TLS = {*range(45, 50), *PUBLIC_POLICY}
UNVERSIONED = set(range(50, 70))
SUSPENDED = set(range(70, 75))
NO_LOGGING = {*range(75, 95), 197}
# No faults: a policy for everybody, but with a condition; one for nobody; one that the block makes void.
OF_ORGANISATION = set(range(100, 105))
DENIES_ALL = set(range(105, 110))
VOID_PUBLIC = set(range(110, 113))


def arn(bucket):
    return f"arn:aws:s3:::{bucket}"


def tls_statement(bucket, number):
    value = [False, "false", ["false"]][number % 3]
    actions = "s3:*" if number % 2 else ["s3:*"]
    # moto reads the policy of the bucket for logs, the last one, and knows no other form there.
    principal = {"AWS": "*"} if number % 5 == 4 else "*"
    return {
        "Sid": "Transport", "Effect": "Deny", "Principal": principal, "Action": actions,
        "Resource": [arn(bucket), arn(bucket) + "/*"], "Condition": {"Bool": {"aws:SecureTransport": value}},
    }


def policy(bucket, number):
    statements = [] if number in NO_TLS else [tls_statement(bucket, number)]
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": arn(bucket) + "/*"}
    if number in PUBLIC_POLICY | VOID_PUBLIC:
        statements.append(everybody)
    elif number in OF_ORGANISATION:
        statements.append(everybody | {"Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}})
    elif number in DENIES_ALL:
        statements.append(everybody | {"Effect": "Deny", "Action": "s3:DeleteBucket", "Resource": arn(bucket)})
    elif number in NO_TLS:
        reader = {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}
        statements.append(everybody | {"Principal": reader})
    return json.dumps({"Version": "2012-10-17", "Statement": statements})


def make(s3, number):
    bucket = BUCKETS[number]
    s3.create_bucket(Bucket=bucket)
    if number not in NO_BLOCK:
        block = BLOCK | ({"RestrictPublicBuckets": False} if number in PARTIAL_BLOCK else {})
        s3.put_public_access_block(Bucket=bucket, PublicAccessBlockConfiguration=block)
    if number not in NO_POLICY:
        s3.put_bucket_policy(Bucket=bucket, Policy=policy(bucket, number))
    if number not in NO_ENCRYPTION:
        rule = {"ApplyServerSideEncryptionByDefault": {"SSEAlgorithm": "aws:kms" if number % 2 else "AES256"}}
        s3.put_bucket_encryption(Bucket=bucket, ServerSideEncryptionConfiguration={"Rules": [rule]})
    if number not in UNVERSIONED:
        status = "Suspended" if number in SUSPENDED else "Enabled"
        s3.put_bucket_versioning(Bucket=bucket, VersioningConfiguration={"Status": status})


def fill_storage(cloud, ledger):
    s3 = cloud("s3")
    cloud.each(lambda number: make(s3, number), range(len(BUCKETS)))
    group = "http://acs.amazonaws.com/groups/s3/LogDelivery"
    s3.put_bucket_acl(Bucket=LOGS, GrantWrite=f'uri="{group}"', GrantReadACP=f'uri="{group}"')
    logged = [number for number in range(199) if number not in NO_LOGGING]
    target = {"TargetBucket": LOGS, "TargetPrefix": "access/"}
    cloud.each(
        lambda number: s3.put_bucket_logging(Bucket=BUCKETS[number], BucketLoggingStatus={"LoggingEnabled": target}),
        logged,
    )
    faults = {
        "s3_public_access_block": NO_BLOCK | PARTIAL_BLOCK, "s3_public_policy": PUBLIC_POLICY,
        "s3_encryption": NO_ENCRYPTION, "s3_insecure_transport": NO_POLICY | NO_TLS,
        "s3_versioning": UNVERSIONED | SUSPENDED, "s3_access_logging": NO_LOGGING,
    }
    for insight, numbers in faults.items():
        for number in numbers:
            ledger.plant(insight, arn(BUCKETS[number]))
    ledger.plant("s3_account_public_access_block", f"arn:aws:s3::{ACCOUNT}:account")
