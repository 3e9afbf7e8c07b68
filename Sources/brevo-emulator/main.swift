print("brevo-emulator")
