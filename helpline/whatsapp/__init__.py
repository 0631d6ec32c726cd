"""The WhatsApp Cloud API: what arrives, what is sent, how it is signed."""
