"""The intents that the channel knows by name; all of them are in domain.yml."""

from helpline.services import inbox

ADD_INFORMATION = "add_information"
ASK_ABOUT_FILED = "ask_about_filed"
ASK_HELP = "ask_help"
BACK_TO_ASSISTANT = "back_to_assistant"
CANCEL = "cancel"
CHANGE_LANGUAGE = "change_language"
DENY = "deny"
DRAFT_FILED = "draft_filed"
EMERGENCY = inbox.EMERGENCY
FALLBACK = "nlu_fallback"
GIVE_NUMBER = "give_number"
INFORM = "inform"
KEEP_IN_CONFIDENCE = "keep_in_confidence"
REPORT_COMPLAINT = "report_complaint"
SAY_MISROUTED = "say_misrouted"
SHARE_MEDIA = "share_media"
START_COMPLAINT = "start_complaint"
TALK_TO_HUMAN = "talk_to_human"
TELL_OF_EMERGENCY = inbox.TELL_OF_EMERGENCY
TELL_OF_PHONE = "tell_of_phone"
TELL_OF_VIOLENCE = inbox.TELL_OF_VIOLENCE
