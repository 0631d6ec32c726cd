"""The pages: sign-in, complaints, and the WhatsApp simulator."""
