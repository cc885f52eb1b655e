"""Networks, 50 security groups in the first region, instances and volumes."""

from ledger import ACCOUNT, REGIONS

ANYWHERE = {"IpRanges": [{"CidrIp": "0.0.0.0/0"}]}
ANYWHERE_6 = {"Ipv6Ranges": [{"CidrIpv6": "::/0"}]}
INSIDE = {"IpRanges": [{"CidrIp": "10.0.0.0/8"}]}


def rule(first, last, source, protocol="tcp"):
    ports = {} if protocol == "-1" else {"FromPort": first, "ToPort": last}
    return {"IpProtocol": protocol, **ports, **source}


# Rules → what must be found.
GROUPS = [
    *[([rule(22, 22, ANYWHERE)], ["ec2_admin_ports_ipv4"])] * 5,
    *[([rule(20, 25, ANYWHERE)], ["ec2_admin_ports_ipv4"])] * 2,
    ([rule(3389, 3389, ANYWHERE)], ["ec2_admin_ports_ipv4"]),
    *[([rule(3389, 3389, ANYWHERE_6)], ["ec2_admin_ports_ipv6"])] * 2,
    ([rule(22, 22, ANYWHERE | ANYWHERE_6)], ["ec2_admin_ports_ipv4", "ec2_admin_ports_ipv6"]),
    *[([rule(0, 0, ANYWHERE, "-1")], ["ec2_all_ports"])] * 2,
    ([rule(0, 65535, ANYWHERE)], ["ec2_all_ports"]),
    ([rule(0, 0, ANYWHERE_6, "-1")], ["ec2_all_ports"]),
    *[([rule(3306, 3306, ANYWHERE)], ["ec2_database_ports"])] * 3,
    ([rule(6000, 7000, ANYWHERE_6)], ["ec2_database_ports"]),
    ([rule(443, 443, ANYWHERE), rule(5432, 5432, ANYWHERE)], ["ec2_database_ports"]),
    # No faults from here on.
    *[([rule(443, 443, ANYWHERE | ANYWHERE_6), rule(80, 80, ANYWHERE)], [])] * 8,
    *[([rule(22, 22, INSIDE)], [])] * 8,
    ([rule(-1, -1, ANYWHERE, "icmp")], []),
    ([rule(22, 22, ANYWHERE, "udp")], []),
    ([rule(23, 24, ANYWHERE)], []),
    *[([], [])] * 7,
]


def arn(region, kind, name):
    return f"arn:aws:ec2:{region}:{ACCOUNT}:{kind}/{name}"


def fill_groups(ec2, region, vpc, ledger):
    for number, (rules, insights) in enumerate(GROUPS):
        group = ec2.create_security_group(GroupName=f"group-{number:02}", Description="planted", VpcId=vpc)["GroupId"]
        if rules:
            ec2.authorize_security_group_ingress(GroupId=group, IpPermissions=rules)
        for insight in insights:
            ledger.plant(insight, arn(region, "security-group", group))


def default_group(ec2, vpc):
    named = [{"Name": "group-name", "Values": ["default"]}, {"Name": "vpc-id", "Values": [vpc]}]
    return ec2.describe_security_groups(Filters=named)["SecurityGroups"][0]


def close(ec2, group):
    """A default group as it should be: without a rule."""
    if group["IpPermissions"]:
        ec2.revoke_security_group_ingress(GroupId=group["GroupId"], IpPermissions=group["IpPermissions"])
    if group["IpPermissionsEgress"]:
        ec2.revoke_security_group_egress(GroupId=group["GroupId"], IpPermissions=group["IpPermissionsEgress"])


def fill_network(cloud, region, ledger):
    ec2 = cloud("ec2", region)
    default = next(vpc["VpcId"] for vpc in ec2.describe_vpcs()["Vpcs"] if vpc["IsDefault"])
    ledger.plant("ec2_default_security_group", arn(region, "security-group", default_group(ec2, default)["GroupId"]))
    ledger.plant("vpc_flow_logs", arn(region, "vpc", default))
    return default


def fill_sound_network(cloud, region):
    ec2 = cloud("ec2", region)
    vpc = ec2.create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    close(ec2, default_group(ec2, vpc))
    ec2.create_flow_logs(
        ResourceIds=[vpc], ResourceType="VPC", TrafficType="ALL", LogDestinationType="s3",
        LogDestination="arn:aws:s3:::audit-199",
    )


def fill_machines(cloud, region, ledger):
    ec2 = cloud("ec2", region)
    image = ec2.describe_images()["Images"][0]["ImageId"]
    for tokens, endpoint in (("required", "enabled"), ("optional", "enabled"), ("optional", "disabled")):
        made = ec2.run_instances(
            ImageId=image, MinCount=2, MaxCount=2, MetadataOptions={"HttpTokens": tokens, "HttpEndpoint": endpoint}
        )
        if tokens == "optional" and endpoint == "enabled":
            for instance in made["Instances"]:
                ledger.plant("ec2_imdsv2", arn(region, "instance", instance["InstanceId"]))
    zone = region + "a"
    for encrypted in (True, True, False, False, False):
        ec2.create_volume(AvailabilityZone=zone, Size=8, Encrypted=encrypted)
    for volume in ec2.describe_volumes()["Volumes"]:
        if not volume["Encrypted"]:
            ledger.plant("ec2_volume_encryption", arn(region, "volume", volume["VolumeId"]))


def fill_compute(cloud, ledger):
    first, second = REGIONS
    vpc = fill_network(cloud, first, ledger)
    fill_groups(cloud("ec2", first), first, vpc, ledger)
    fill_sound_network(cloud, first)
    fill_machines(cloud, first, ledger)
    ledger.plant("ec2_default_encryption", f"arn:aws:ec2:{first}:{ACCOUNT}:account")
    fill_network(cloud, second, ledger)
    cloud("ec2", second).enable_ebs_encryption_by_default()
