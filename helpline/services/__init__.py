"""What the helpline does, one function a deed, each inside the transaction its caller holds."""
