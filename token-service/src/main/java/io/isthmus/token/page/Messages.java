package io.isthmus.token.page;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the pages in English; {@code messages/} has the other languages. */
@MessageBundle(locale = "en")
public interface Messages {

    @Message("en")
    String language();

    @Message("Reference")
    String reference();

    @Message(
            "If you need help, tell your support this reference. It says when and where this happened, nothing about you.")
    String referenceHelp();

    @Message("This link cannot be used")
    String refusedTitle();

    @Message(
            "It may have been used before, be too old, or not be meant for you. Go back to where you came from and start again from there: you get a fresh link.")
    String refusedText();

    @Message("Did you click twice? Then your login may have begun all the same.")
    String refusedTwice();

    @Message("Too many attempts")
    String limitedTitle();

    @Message(
            "Too many links that cannot be used came from your network. Wait a minute, then go back to where you came from and start again from there.")
    String limitedText();

    @Message("Not possible at the moment")
    String unavailableTitle();

    @Message("Something we need cannot be reached. Nothing is lost: wait a moment and try again.")
    String unavailableText();

    @Message("Something went wrong")
    String failedTitle();

    @Message("This was our mistake, not yours. Go back to where you came from and try again.")
    String failedText();

    @Message("Try again")
    String tryAgain();

    @Message("Preparing your account")
    String preparingTitle();

    @Message(
            "This is your first visit, so we are setting up your account. It takes a few seconds, and this page goes on by itself.")
    String preparingText();

    @Message("Go on now")
    String goOn();

    @Message("Your account is not ready yet")
    String tooLongTitle();

    @Message("Setting it up takes longer than it should. Try again in a few minutes from where you came from.")
    String tooLongText();

    @Message("This login is over")
    String goneTitle();

    @Message(
            "It took too long, or was begun in another browser. Go back to where you came from and start again from there.")
    String goneText();

    @Message("You are being sent in circles")
    String loopTitle();

    @Message(
            "You came here several times within a minute, so we stopped. Perhaps the learning platform sends you back. You can try once more; if it happens again, ask your support.")
    String loopText();

    @Message("You just logged out")
    String justLeftTitle();

    @Message("You are not logged in again unless you ask for it. Go on if that is what you want.")
    String justLeftText();

    @Message("Log in again")
    String logInAgain();

    @Message("There is nothing here")
    String notOfferedTitle();

    @Message("This way to the learning platform is not set up. Start from the website where you log in.")
    String notOfferedText();

    @Message(
            "The website where you log in sent you back several times without saying who you are. You can try once more; if it happens again, ask your support.")
    String launchLoopText();

    @Message("Continue as somebody else?")
    String switchTitle();

    @Message("You are logged in as {current}. This link is for {next}.")
    String switchText(String current, String next);

    @Message(
            "If you did not expect this, somebody may have sent you their own link: close this page, and nothing changes.")
    String switchWarning();

    @Message("Stay logged in as {current}")
    String switchStay(String current);

    @Message("Continue as {next}")
    String switchContinue(String next);

    @Message("Log out?")
    String logoutTitle();

    @Message("You will be logged out here and at the learning platform.")
    String logoutText();

    @Message("Log out")
    String logout();

    @Message("You are logged out")
    String loggedOutTitle();

    @Message(
            "You have no session here any more. The learning platform keeps a session of its own: end it there too, if you use this computer with others.")
    String loggedOutText();

    @Message("Log out at the learning platform")
    String logoutAtLms();
}
