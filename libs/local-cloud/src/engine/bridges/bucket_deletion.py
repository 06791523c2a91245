"""CloudFormation: a bucket goes with its stack whatever is in it, and its objects are back when a bucket of that name is made again.

On AWS the deletion of the stack fails until somebody has emptied the bucket.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-bucket.html
"""
from ministack.services import s3
from ministack.services.cloudformation import provisioners

BUCKET = "AWS::S3::Bucket"


def delete_empty(physical_id, props):
    """Deletes the bucket when nothing is in it, old versions and delete markers included."""
    bucket = s3._ensure_bucket(physical_id)
    if bucket is not None and (bucket["objects"] or s3._bucket_has_versions(physical_id)):
        raise ValueError(f"The bucket you tried to delete is not empty: {physical_id}")
    original(physical_id, props)


handlers = provisioners._RESOURCE_HANDLERS[BUCKET]
original = handlers["delete"]
assert original is provisioners._s3_delete, f"{BUCKET} has changed: {handlers}"
handlers["delete"] = delete_empty
