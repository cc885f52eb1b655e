"""Trails, keys and databases."""

from ledger import ACCOUNT, REGIONS
from storage import LOGS, TRAIL

REGION = REGIONS[0]


def fill_trails(cloud, ledger, key):
    trails, logs = cloud("cloudtrail"), cloud("logs")
    logs.create_log_group(logGroupName="trail")
    group = f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:trail:*"
    role = f"arn:aws:iam::{ACCOUNT}:role/deploy"
    # Everything about it is right, but nobody started it.
    stopped = trails.create_trail(
        Name="whole", S3BucketName="audit-150", IsMultiRegionTrail=True, EnableLogFileValidation=True,
        KmsKeyId=key, CloudWatchLogsLogGroupArn=group, CloudWatchLogsRoleArn=role, IncludeGlobalServiceEvents=True,
    )["TrailARN"]
    assert stopped.endswith("whole")
    ledger.plant("cloudtrail_multi_region", f"arn:aws:cloudtrail::{ACCOUNT}:account")
    weak = trails.create_trail(Name="weak", S3BucketName=TRAIL, IsMultiRegionTrail=False)["TrailARN"]
    trails.start_logging(Name="weak")
    for insight in ("cloudtrail_validation", "cloudtrail_encryption", "cloudtrail_log_group"):
        ledger.plant(insight, weak)
    for insight in ("cloudtrail_bucket_public", "cloudtrail_bucket_logging"):
        ledger.plant(insight, f"arn:aws:s3:::{TRAIL}")
    assert LOGS != TRAIL


def fill_keys(cloud, ledger):
    kms = cloud("kms")
    # moto gives the key that EBS made for its volumes to the account; AWS's own rotate.
    for key in kms.list_keys()["Keys"]:
        kms.enable_key_rotation(KeyId=key["KeyId"])
    arns = [kms.create_key(Description=f"key {number}")["KeyMetadata"]["Arn"] for number in range(6)]
    for arn in arns[:3]:
        kms.enable_key_rotation(KeyId=arn)
    for arn in arns[3:5]:
        ledger.plant("kms_rotation", arn)
    # No fault: it is about to go. Nor this one, which cannot rotate.
    kms.schedule_key_deletion(KeyId=arns[5].split("/")[1], PendingWindowInDays=30)
    ledger.plant("kms_pending_deletion", arns[5])
    kms.create_key(KeySpec="RSA_2048", KeyUsage="SIGN_VERIFY")
    return arns[0]


DATABASES = {
    "sound": ({}, []),
    "open": ({"PubliclyAccessible": True}, ["rds_public"]),
    "clear": ({"StorageEncrypted": False}, ["rds_encryption"]),
    "stale": ({"AutoMinorVersionUpgrade": False}, ["rds_minor_upgrades"]),
    "fragile": ({"BackupRetentionPeriod": 0, "DeletionProtection": False}, ["rds_backups", "rds_deletion_protection"]),
}


def fill_databases(cloud, ledger):
    rds = cloud("rds")
    base = {
        "Engine": "postgres", "DBInstanceClass": "db.t3.micro", "AllocatedStorage": 20, "MasterUsername": "owner",
        "MasterUserPassword": "not-a-real-password", "StorageEncrypted": True, "PubliclyAccessible": False,
        "AutoMinorVersionUpgrade": True, "BackupRetentionPeriod": 7, "DeletionProtection": True,
    }
    for name, (change, insights) in DATABASES.items():
        arn = rds.create_db_instance(DBInstanceIdentifier=name, **(base | change))["DBInstance"]["DBInstanceArn"]
        for insight in insights:
            ledger.plant(insight, arn)


def fill_records(cloud, ledger):
    fill_trails(cloud, ledger, fill_keys(cloud, ledger))
    fill_databases(cloud, ledger)
