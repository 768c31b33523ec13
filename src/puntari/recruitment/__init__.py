"""From the sample to the volunteers: import, letters, registration, phone desk."""
