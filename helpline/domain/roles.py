"""The roles of people at the desk: each account has one."""

OFFICER = "officer"  # which posts the person holds decides the rest
DISTRICT_MAGISTRATE = "district_magistrate"
HELPDESK = "helpdesk"
TRAINER = "trainer"
CM_OFFICE = "cm_office"
ADMINISTRATOR = "administrator"

ROLES = (OFFICER, DISTRICT_MAGISTRATE, HELPDESK, TRAINER, CM_OFFICE, ADMINISTRATOR)
