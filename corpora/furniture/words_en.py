"""The words of page furniture in English, which pages in other languages use as well."""

from corpora.furniture.wording import LIKELY, SURE, inner_phrases, labels, phrases
from corpora.units import SegmentKind as Kind

_CAP = r"(?-i:[A-Z][\w.'’-]*)"
_NAMES = rf"{_CAP}(?:,?\s(?:and\s|van\s|von\s|de\s|der\s|&\s)?{_CAP}){{0,7}}"
_NO_SENTENCE = r"(?!.*[a-z]{3}[.!?]\s?[”“\"]?$)"
_OPEN = r"^[\[(–—•·►▶>→»*\s-]*"
_MONTH = r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"

LABELS = {
    **labels(Kind.NAVIGATION, LIKELY, """news,world,us,u.s.,uk,politics,business,economy,markets,technology,tech,science,health,sport,sports,culture,arts,entertainment,opinion,opinions,editorial,editorials,lifestyle,life,style,travel,food,
        education,environment,climate,video,videos,audio,podcast,podcasts,photos,pictures,gallery,live,weather,local,national,international,europe,asia,africa,americas,middle east,china,features,magazine,books,film,music,tv,theatre,art,fashion,
        money,finance,property,real estate,cars,motoring,jobs,careers,games,puzzles,crosswords,obituaries,letters,columnists,topics,sections,categories,latest,latest news,breaking news,top stories,headlines,archive,archives,events,calendar,about,about us,team,
        company,products,services,solutions,resources,blog,press,shop,store,directory,classifieds,community,region,city,society,history,nature,innovation,startups,analysis,explainers,interviews,reviews,investigations,in depth,newsroom,research,library,press releases,today,trending,football,cricket,rugby,golf,tennis,crime,courts,transport,gardening,family,more"""),
    **labels(Kind.NAVIGATION, SURE, """previous article,previous story,previous post,next post,next article,next story,newer post,older post,newer posts,older posts,tags,home,homepage,home page,front page,menu,main menu,open menu,close menu,toggle navigation,navigation,main navigation,search,search this site,open search,log in,login,log out,logout,sign in,signin,sign out,register,my account,account,profile,
        skip to content,skip to main content,skip to navigation,jump to content,back to top,to top,top of page,back,go back,back to home,previous,next,previous page,next page,prev,site map,sitemap,rss,rss feed,
        all sections,all topics,you are here,close,help,language,edition,international edition,us edition,uk edition,subscribe now log in,my profile,saved articles,view all,see all,show menu,search for,go,submit search,e-paper,today's paper,digital edition,accessibility links,skip links"""),
    **labels(Kind.NAVIGATION, SURE, "contents,table of contents,in this article,on this page,in this story,jump to,jump to section", opens=True),
    **labels(Kind.SHARE, LIKELY, "facebook,twitter,x,whatsapp,linkedin,telegram,instagram,youtube,mastodon,bluesky,threads,pinterest,reddit,tiktok,pocket,flipboard,email,e-mail,mail,messenger,link,line,wechat,weibo,save,bookmark,follow,like,likes,copy,tumblr,feedback,gift"),
    **labels(Kind.SHARE, SURE, """share,share this,share this article,share this story,share this page,share article,share on facebook,share on twitter,share on x,share on linkedin,share via email,share on whatsapp,print,print this,print this article,print article,print page,
        email this,email this article,copy link,copy url,copied,link copied,tweet,tweet this,follow us,follow us on,follow us on facebook,follow us on twitter,save article,save for later,save this article,add to bookmarks,send to a friend,send by email,text size,font size,
        recommend,forward,gift this article,gift article,listen to this article,like this article,post,pin it,share options,read later,report an error,social media,connect with us,larger text,smaller text,print version"""),
    **labels(Kind.COMMENTS, SURE, """comments,all comments,reader comments,readers' comments,view comments,show comments,read comments,see all comments,view all comments,leave a comment,leave a reply,post a comment,post comment,add a comment,write a comment,
        join the conversation,join the discussion,have your say,discussion,conversation,your comment,top comments,recent comments,latest comments,most recent comments,letters to the editor,responses,user comments""", opens=True),
    **labels(Kind.COMMENTS, LIKELY, "reply,report,flag,report comment,submit,send,quote,upvote,downvote,newest first,oldest first,sort by,newest,oldest,most liked,load more comments,more comments,show more replies,show replies,view replies,hide replies,cancel reply,comment,add comment,replies,log in to reply,log in to comment,community guidelines"),
    **labels(Kind.SUMMARY, LIKELY, "summary,in brief,key points,key takeaways,takeaways,highlights,at a glance,key facts,in short,the gist,story highlights,what to know,what you need to know,tl;dr", opens=True),
    **labels(Kind.READ_MORE, SURE, """read more,read also,read next,also read,see also,related,related articles,related article,related stories,related story,related links,related topics,related content,related news,related coverage,related posts,related reading,related videos,more on this story,more on this topic,more on this,more like this,
        more from,more stories,more news,more articles,further reading,recommended,recommended for you,recommended reading,recommended stories,recommended articles,you may also like,you might also like,you may like,you may be interested in,you might be interested in,we recommend,
        most read,most popular,most viewed,most shared,most commented,popular,popular posts,popular articles,popular stories,popular now,trending now,trending stories,trending topics,what to read next,editors' picks,editor's picks,editor’s picks,editors’ picks,editor's choice,don't miss,don’t miss,
        latest stories,latest articles,latest posts,recent posts,recent articles,recent stories,recent news,also in this section,in case you missed it,elsewhere on the web,from the web,around the web,from our archive,from the archive,from our partners,up next,keep reading,explore more,
        similar articles,similar stories,similar posts,more in news,top reads,must read,must reads,more top stories,other stories,other articles,other news,featured stories,featured articles,featured,next up,more to read,more to explore,related items,best of""", opens=True),
    **labels(Kind.READ_MORE, SURE, "continue reading,read full story,read the full story,full story,read the full article,read article,read the article,read on,show more,load more,see more,view more,learn more,find out more,click here,view gallery,watch,watch video,watch now,go to article,read this next,expand,show less,more details"),
    **labels(Kind.ADVERT, SURE, "advertisement,advertisements,ad,ads,advert,sponsored,sponsored content,promoted,promoted content,paid content", opens=True),
    **labels(Kind.ADVERT, SURE, """sponsored post,sponsored links,sponsor,promotion,paid post,partner content,paid partnership,advertiser content,advertorial,article continues below advertisement,advertisement - continue reading below,
        story continues below advertisement,scroll to continue,advertisement - scroll to continue,continue reading below,subscribe,subscribe now,subscribe today,subscribe to continue,subscribe to our newsletter,newsletter,newsletters,your email address,your email,email address,enter your email,enter your email address,e-mail address,subscribe for free,create a free account,create account,sign up for our newsletter,newsletter signup,newsletter sign-up,sign up,sign up now,sign me up,sign up for free,join now,join us,join today,donate,donate now,
        support us,support our work,support our journalism,become a member,become a subscriber,become a supporter,start free trial,start your free trial,free trial,try for free,buy now,shop now,order now,get started,get access,see offer,view offers,special offer,start your subscription,advertise,get the app,download the app,download our app,gift subscriptions,unlock this article,skip ad,skip advertisement,end of advertisement,remove ads,membership,subscriptions"""),
    **labels(Kind.COPYRIGHT, SURE, """contact,contact us,privacy,privacy policy,privacy notice,privacy settings,privacy center,cookie policy,cookie settings,cookie preferences,cookies,manage cookies,terms,terms of use,terms of service,terms and conditions,terms & conditions,terms & privacy,legal,legal notice,legal notices,imprint,disclaimer,
        advertise with us,advertising,media kit,work for us,accessibility,accessibility statement,accessibility help,faq,faqs,help center,help centre,help & support,support,do not sell my personal information,do not sell or share my personal information,do not sell my info,your privacy choices,ad choices,adchoices,all rights reserved,copyright,permissions,licensing,reprints,
        reprints & permissions,rights and permissions,code of ethics,corrections,editorial guidelines,editorial policy,editorial standards,press office,newsroom standards,complaints,parental guidance,modern slavery statement,california notice,customer service,contact the newsroom,site index,our journalists,who we are,masthead,corporate"""),
    **labels(Kind.BOILERPLATE, LIKELY, "listen,play,pause,loading,accept,accept all,accept cookies,accept all cookies,reject all,reject,decline,allow all,manage preferences,manage settings,i agree,agree,got it,ok,end,advertisement feature,mute,unmute,fullscreen,dismiss,loading..."),
    **labels(Kind.CAPTION, LIKELY, "image,photo,photograph,picture,enlarge image,enlarge this image,view image in fullscreen,image caption,image source,photo credit,file photo,hide caption,toggle caption,caption,view fullscreen,open image in gallery,click to enlarge"),
}  # fmt: skip

PHRASES = [
    *phrases(Kind.BYLINE, LIKELY, [
        rf"^by:?\s+{_NAMES}(?:\s*[,|·•/–—-].{{0,60}})?$" + _NO_SENTENCE,
        rf"^{_NAMES}\s(?:is|was|works as|writes for|writes about|covers|reports|is based in|joined|has worked|teaches)\b.{{0,60}}(?:reporter|correspondent|writer|journalist|editor|columnist|author|freelance|staff|contributor|professor|lecturer|fellow|\bfor\b)",
        r"^(?:the|our) (?:author|writer|reporter|columnist)s?\b.{0,6}(?:is|are|was|teaches|works|writes|lives|can be)\b",
        rf"^{_NAMES},\s(?:[a-z]+ )?(?:staff |senior |special |chief |political |science |foreign |guest |contributing )?(?:reporter|writer|correspondent|columnist|editor|contributor|staff)\b.{{0,40}}$",
        r"^(?:by )?(?:our|the|a) (?:\w+ )?(?:staff|editors|newsroom|editorial (?:board|team|staff)|correspondents?|reporters?|writers?|contributor|news desk|desk)\b[^.!?]{0,40}$|^(?:staff (?:report|reporter|writer|reports)|editorial board|news desk|\S+ (?:staff|desk|newsroom|bureau))$",
        r"^(?:about the authors?|about the writer|author bio|the author|contributors?|contributor)$",
        rf"^{_NAMES}\s?[|/]\s?(?:{_CAP}\s){{0,3}}(?:news|times|post|herald|tribune|journal|staff|correspondent|reporter|writer)$",
        r"^(?:with|and) (?:additional )?(?:reporting|research|contributions) (?:by|from)\b.{2,80}$",
    ], 260),
    *phrases(Kind.BYLINE, LIKELY, [
        r"^(?:staff|senior|special|chief|science|political|foreign|guest|contributing)?\s?(?:reporter|writer|correspondent|columnist|editor|contributor)s?(?:,\s.{2,40})?$",
        r"^(?:our|the) \S+ (?:desk|team|staff|correspondent) (?:has|covers|writes|reports|is)\b",
        r"^(?-i:[A-Z])[^.!?]{3,60}(?:,\s|\s)(?:\w+\s)?(?:bureau|desk|newsroom|staff|staff writer|staff reporter|correspondent|news team|picture desk)$",
    ], 260),
    *phrases(Kind.BYLINE, SURE, [
        _OPEN + r"(?:written|story|words|text|reporting|reported|report|posted|authored|article|photographs? and text|text and photographs?|words and pictures|edited|editing|translated|translation|compiled|interview|interviewed|as told to|additional reporting|analysis|opinion|commentary|column|review|research|reviewed|contributed|produced|published|guest post|an essay)\s(?:by|from)\s\S.{1,90}$" + _NO_SENTENCE,
        _OPEN + r"(?:author|authors|writer|editor|words|text|reporter|reporting|translator|translation|byline|correspondent|contributor|story|writing|sub-editor|copy editor|contact the (?:author|reporter))\s*[:/]\s*\S.{0,90}$" + _NO_SENTENCE,
        rf"^by\s{_NAMES}\s*[,|·•–—-]\s.{{2,60}}$" + _NO_SENTENCE,
        r"^(?:from|by) (?:our|a) (?:own |special |staff |contributing |guest |foreign |local )*(?:correspondent|editor|reporter|writer|contributor|columnist)s?\b[^.!?]{0,40}$",
        r"^about (?:the|our) (?:author|writer|reporter|contributor)s?\s?:",
        r"^by (?:our|the|a) (?:[\w-]+ ){0,2}(?:staff|columnist|critic|editors?|newsroom|board|team|correspondents?|reporters?|writers?|contributors?|desk)\b[^.!?]{0,50}$",
        r"^(?:words and pictures|words and photos|text and pictures)\s?[:/]\s?\S.{1,60}$",
        r"^(?:reporting|additional reporting|editing|writing) by\b.{2,140}$|^contact \S+ at\s\S+@\S+",
        r"^(?:follow|contact|email|reach|write to)\s.{2,60}(?:on twitter|on x|at @|@\w+).{0,40}$",
    ], 300),
    *phrases(Kind.SOURCE, SURE, [
        _OPEN + r"(?:source|sources|original source|originally published|original article|original|via|from|reprinted from|reposted from|article source|first published in|link)\s*:\s*\S.{0,120}$",
        r"^(?:this|the) (?:article|story|piece|essay|post|report|column|interview|text|content)\s(?:was |is |has |had |has been )?(?:first |originally |previously |also )?(?:appeared|published|republished|reprinted|adapted|excerpted|produced|posted|ran|reproduced|provided|supplied|comes from|taken)\b.{0,160}$",
        r"^(?:republished|reprinted|reproduced|adapted|excerpted|originally published|first published|first appeared|syndicated) (?:with|from|in|on|at|by|under)\b(?! (?:\d|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))).{2,120}$",
        r"^(?:copyright )?(?:the )?associated press$|^\(?(?:reuters|ap|afp|upi|bloomberg|xinhua|pa media|press association)\)?$|^(?:with|includes) (?:reporting|files|material|information) from\b.{2,60}$",
    ], 220),
    *phrases(Kind.DATE, SURE, [
        rf"^\(?(?:published|posted|updated|last updated|last modified|first published|issued|created|date|released|modified|filed|revised|publication date|date published|last reviewed|uploaded)\s*(?:on|at|:|,)?\s*(?:on\s)?(?:(?:mon|tue|wed|thu|fri|sat|sun)\w*\.?,?\s*)?(?:\d|{_MONTH}).{{0,60}}$",
        rf"^(?:mon|tues|wednes|thurs|fri|satur|sun)day,?\s(?:{_MONTH}\s\d{{1,2}}|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH})(?:,?\s\d{{4}})?(?:[\s,|·–-]+.{{0,30}})?$" + _NO_SENTENCE,
        rf"^(?:{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?,?\s\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?\s{_MONTH},?\s\d{{4}})\s*(?:(?:[,|·•–-]|at)\s*\d{{1,2}}[:.]\d\d.{{0,16}})?(?:\s*[,|·•–-]\s*.{{0,40}})?$" + _NO_SENTENCE,
        r"^(?:published|posted|updated|last updated)\s(?:\d+|an?|one|two|three)\s(?:minutes?|hours?|days?|weeks?|months?)\sago$",
    ], 140),
    *phrases(Kind.CAPTION, SURE, [
        r"^(?:fig\.|figure|image|photo|picture|map|table|chart|plate)\s*\d+(?:\s?(?:of|/)\s?\d+)?\s?[:.–-]\s?\S?",
        r"^(?:pictured|above|below|left|right|top|bottom|clockwise from)\s?[:,]\s?\S",
        r"^[\[(](?:image|photo|picture|figure|photograph)[^\])]{0,60}[\])]$|^(?:view image in fullscreen|enlarge (?:this )?image|hide caption|toggle caption|image caption|image source)\b",
    ], 280),
    *inner_phrases(Kind.CAPTION, SURE, {
        "photo image picture illustration graphic credit map screenshot courtesy composite artwork": r"(?:^|[\s(|/–—.-])(?:photos?|images?|pictures?|photographs?|illustration|graphic|credit|photo credit|image credit|picture credit|image source|map|screenshot|photograph by|photo by|image by|photos by|photography|photo courtesy of|courtesy|composite|artwork|cover image|featured image|header image)\s?[:/]\s*\S[^.!?:]{0,60}(?:\.[^.\s]{1,10}){0,2}\)?$",
        "photo image picture illustration": r"(?:^|[\s(.])(?:photo|photograph|image|picture|illustration|photos) (?:by|courtesy of|courtesy|provided by|from)\s(?-i:[A-Z])[^.!?]{2,50}\)?$",
        "file archive image) illustrative left) right) pictured photo getty reuters courtesy (ap afp": r"\((?:file|file photo|file picture|archive|archive photo|stock image|illustrative|left|right|pictured|photo|ap photo.{0,40}|getty.{0,30}|reuters.{0,30}|courtesy.{0,40})\)\.?$|\((?:AP|Reuters|AFP|Getty)(?: Images)?(?: photo)?(?:/[^)]{1,40})?\)$",
        "getty shutterstock istock alamy unsplash pexels pixabay flickr reuters photo wikimedia": r"(?:/|via\s|\s)(?:getty images|shutterstock|istock|alamy|unsplash|pexels|pixabay|flickr|reuters|afp via getty|ap photo|wikimedia commons)(?:[/\s].{0,30})?$",
    }, 280),
    *phrases(Kind.COPYRIGHT, SURE, [
        r"^(?:©|\(c\)|copyright)\s?(?:©|\(c\)|\d{4}|by\b|[A-Z])",
        r"^(?:no part of this|this material may not|reproduction (?:in whole|without|of)|unauthori[sz]ed (?:reproduction|use|copying)|redistribution\b|may not be (?:reproduced|published))",
        r"^(?:disclaimer|legal disclaimer|risk warning|terms apply)\b|^(?:the )?(?:views|opinions)\b.{0,60}(?:expressed|are those of|do not (?:necessarily )?(?:reflect|represent))",
        r"^(?:this (?:article|content|site|material|information)|nothing (?:in|on) this)\b.{0,60}(?:not (?:constitute|intended)|informational purposes|general information|does not constitute|licensed under|creative commons)",
        r"^(?:no liability|we (?:accept|take|assume) no (?:liability|responsibility)|the (?:publisher|editors?) (?:is|are|accepts?|assumes?) no|all (?:information|details) (?:is |are )?(?:provided )?without)\b",
        r"^(?:powered by|site by|design by|website by|hosted by|built with|a (?:member|publication|division|part|service) of)\b.{2,50}$",
        r"^(?:registered (?:office|in|company|charity)|company (?:no|number|registration)|vat (?:no|number|reg)|phone|telephone|tel|fax|address|head office)\b\s?[.:#]?\s.{3,}$",
        r"^(?:(?-i:[A-Z])[\w.&'’\s-]{2,50}\s)(?-i:Ltd|Inc|LLC|plc|PLC|Limited|Corporation)\.?(?:\s*[|·,•–-]\s*.{0,120})?$",
    ], 360),
    *inner_phrases(Kind.COPYRIGHT, SURE, {
        "© copyright rights": r"(?:©\s?\d{4}|\d{4}\s?©|copyright\s?(?:©|\(c\)|\d{4}))|all rights reserved",
        "policy terms": r"(?:\b(?:terms of (?:use|service)|privacy policy|cookie policy)\b).{0,60}(?:\b(?:terms of (?:use|service)|privacy policy|cookie policy|recaptcha|apply|agree)\b)",
    }, 360),
    *phrases(Kind.EDITORS_NOTE, SURE, [
        r"^[\[(*]?(?:editor(?:'|’)?s?(?:'|’)? note|editorial note|a note from the editor|note from the editor|note to readers|author(?:'|’)s note|translator(?:'|’)s note|ed(?:\.|itor) note|correction|corrections|clarification|update|disclosure|full disclosure|transparency note|amendment)(?:\s?[,(]?\s?(?:on\s|of\s|from\s)?[\w., ]{3,24}\)?)?\s?[:—–\])]",
        r"^[\[(]?(?:an|this|in an|the) (?:earlier|previous|original|first|initial) version of this\b",
        r"^[\[(]?this (?:article|story|post|piece|report|page|version) (?:has been|was|will be|is being|is)\s(?:\w+ )?(?:updated|corrected|amended|edited|clarified|revised|changed|machine|translated|developing)",
        r"^(?:some )?names (?:have been|were) changed\b|^\*\s?(?:some )?names? (?:has|have) been changed|^editor(?:'|’)s note\b",
    ], 600),
    *phrases(Kind.SUMMARY, SURE, [
        r"^(?:summary|in brief|in short|key points?|key takeaways?|takeaways?|highlights|at a glance|key facts|tl;dr|abstract|synopsis|the gist|quick read|in summary|executive summary|story highlights|the short version|what you need to know|what to know|ai summary|standfirst|overview|quick summary|the lede)\s*:",
    ], 600, opens=False),
    *phrases(Kind.SHARE, SURE, [
        r"^(?:share|print|email|e-mail|tweet|send|save|forward|recommend)\s(?:this|article|the (?:article|story|page)|story|page|on|via|to|with)\b(?!.*[a-z]{2}[.!?]$).{0,50}$",
        r"^(?:share|share on|share via|share this on)\s*[:|·,/]|^(?:follow|like|find|join|connect with|watch) us\s(?:on|at|@|via)\b.{0,60}$|^(?:follow|subscribe to) .{2,40} on (?:facebook|twitter|x|instagram|youtube|google news|whatsapp|linkedin|telegram)",
        r"^(?:copy (?:the )?link|get (?:the )?link|email a link|link copied)\b|^(?:enjoyed|liked|like) this (?:article|story|post)|^(?:\d[\d.,]*k?\s)?shares?$|^\d[\d.,]*k?\s(?:likes|shares|retweets|tweets)$",
    ], 90),
    *phrases(Kind.COMMENTS, SURE, [
        r"^\(?\d[\d,]*\)?\s+(?:reader\s)?(?:comments?|replies|responses|thoughts on)\b.{0,40}$|^(?:comments?|replies|responses)\s*[:(\[]\s*\d*\s*[)\]]?$|^comments\s\d+$",
    ], 60, opens=True),
    *phrases(Kind.COMMENTS, SURE, [
        r"^no comments?(?:\syet|\s?$|\shave|\son this)",
        r"^(?:leave|post|add|write|submit|share)\s(?:a|your|the first)\s(?:comment|reply|response|thoughts|opinion|view)s?\b.{0,60}$|^be the first to (?:comment|reply|share)",
        r"^(?:log in|login|sign in|register|you must be logged in|please log in|please sign in|create an account|subscribe)\b.{0,40}(?:to|and)\s(?:post a |leave a |join the |add a |view )?(?:comment|reply|conversation|discussion|comments)",
        r"^(?:comments|commenting)\s(?:are (?:closed|moderated|open|off|disabled|now|turned)|is (?:closed|disabled|now)|have (?:closed|been)|on this (?:article|story|post)|for this (?:article|story|post)|section|policy|guidelines|moderation|closed|off)\b.{0,80}$|^(?:your email address|required fields|email \(required\)|name \(required\)|save my name)\b",
        r"^(?:join the (?:conversation|discussion|debate)|have your say|tell us what you think|let us know (?:what|your|in the)|share your (?:thoughts|views|opinion)|we(?:'|’)d love to hear)\b.{0,100}$",
        r"^(?:name|email|e-mail|website|comment|your name|your email|username)\s?\*|^(?:reply to|in reply to|replying to|quoting)\b|^sort(?:ed)? by\b",
        r"^\w[\w .'’-]{1,28}\s(?:says|said|wrote|commented|replied|writes)(?:\s(?:on|at)\b.{4,40}|\s?:|\s\d+ \w+ ago|)$|^@?\w[\w .-]{1,24}\s?[,|·•–—-]\s?\d+\s?(?:h|hr|hrs|d|m|min|w|hours?|days?|minutes?|weeks?|months?|years?)(?:\sago)?$",
    ], 180),
    *phrases(Kind.COMMENTS, LIKELY, [
        r"^what do you think(?:\sof this \w+|\sabout this \w+)?\?$",
    ], 90),
    *phrases(Kind.READ_MORE, SURE, [
        _OPEN + r"(?:read more|read also|also read|read next|read|related|related (?:articles?|stor(?:y|ies)|links?|topics?|content|news|coverage|reading)|see also|more on this(?: story| topic)?|more|further reading|recommended|recommended reading|you (?:may|might) (?:also )?like|most read|watch|listen|explainer|next|previous|up next|next (?:article|story|post|up)|previous (?:article|story|post)|don(?:'|’)t miss|opinion|analysis|podcast|video|gallery|in pictures|from the archives?|background|live updates|more from [^:]{2,30}|more on [^:]{2,30}|more in [^:]{2,30}|in case you missed it|must read|keep reading|continue reading|what to read next|editor(?:'|’)?s(?:'|’)? picks?)\s?[:|>»→]\s?\S",
        r"^(?:more|all|latest|other|further|top|popular|recent|trending|featured|recommended|related|similar)\s(?:stories|articles|news|posts|reads|coverage|videos|headlines|topics|content|reading)(?:\s(?:from|on|in|by|about|for|like|you|this)\b[^.!?]{0,40})?\s?[:>»→]?$",
        r"^more (?:from|on|in|about|by)\s[^.!?]{2,40}\s?[:>»→]?$",
        r"^(?:read|see|view|continue reading|click here|find out|learn|keep reading|continue to|go to|discover|explore)\s(?:the |this |our |more|full|all|next|here|how|original|on|to|article|about)[^.!?]{0,50}\s?(?:[>»→…]|$)",
        r"^(?:you (?:may|might)|you(?:'|’)ll) (?:also )?(?:like|enjoy|be interested)\b[^.]{0,40}$|^(?:people|readers|others) (?:also|who)\b.{0,40}(?:read|liked|viewed|watched|enjoyed)\b.{0,20}$",
        r"^(?:most|top)\s(?:read|popular|viewed|shared|commented|stories|discussed|emailed)\b[^.!?]{0,30}$",
    ], 190),
    *inner_phrases(Kind.READ_MORE, SURE, {
        "more reading story": r"[.…!?]\s?(?:\[)?(?:read more|more|continue reading|full story|learn more)(?:\])?\s?[>»…→]*$",
    }, 190),
    *phrases(Kind.ADVERT, SURE, [
        r"^[\[(*–—-]*\s?(?:advertisement|advert|ads?|sponsored|sponsored (?:content|post|by)|promoted|promoted content|paid (?:content|post|partnership)|partner content|presented by|brought to you by|in partnership with|advertiser content|affiliate links?)\s?[\])*–—-]*\s?(?:[:|]|$|by\b|–|-)",
        r"^(?:premium|plus|subscriber|exclusive|members?)(?:[- ](?:only|article|content|story|exclusive))?$|^this is a paid\b|^the (?:newsroom|editorial (?:team|staff)) (?:was|were|had) (?:not|no)\b.{0,60}$",
        r"^(?:scroll (?:down )?to continue|continue reading below|skip (?:past )?(?:newsletter|ad|advertisement)|after newsletter promotion|free newsletter)",
        r"^by (?:signing up|subscribing|entering your email|submitting)",
        r"^(?:subscribe|become a (?:member|subscriber|supporter|patron)|join (?:us|\d|now|thousands)|upgrade (?:now|to|your)|unlock (?:this|all|full|un)|start your|try (?:it |us )?(?:free|\d|for)|get (?:unlimited|full))\b[^.]{0,60}(?:now|today|free|access|member|month|week|year|trial|subscription|for \S?\d|to (?:continue|read|keep|support))\b.{0,60}$",
        r"^(?:enjoying|enjoyed|like|liked|loving) (?:this|what|our)\b.{0,40}\bsubscri|^we may (?:earn|receive) (?:a |an |some )?(?:affiliate )?commission|^(?:paid )?partner content$|^(?:promoted|presented|sponsored|brought to you|powered) by\b.{2,50}$",
        r"^(?:to continue reading|to read the (?:full|rest)|want to read|keep reading by|already a (?:subscriber|member)|already have an account|not a (?:subscriber|member)|this (?:article|content|story) is (?:for|only|exclusive|reserved|available (?:only )?to)|you(?:'|’)?(?:ve| have) (?:reached|read|used|hit|\d+)|you have \w+ (?:free )?articles?|subscribers? only|members? only|the rest of this (?:article|story)|remaining \d+)\b",
        r"^(?:please (?:consider|support|donate)|support (?:us|our|independent|quality|local|free)|help (?:us|fund|support) (?:\w+ ){0,3}(?:our|us|journalism|independent|free|reporting)|donate|if you (?:value|enjoy|like|appreciate) (?:our|this|what we|the)|your (?:support|donation|contribution)|we rely on|independent journalism|make a (?:donation|contribution))\b.{0,100}\b(?:us|journalism|our work|reporting|donat\w*|contribut\w*|member\w*|newsroom|support|today|now)\b",
        r"^(?:download|get|install)\s(?:the|our)\b.{0,30}\bapp\b.{0,60}$|^available (?:on|in) the app store|^(?:buy|order|shop|book|pre-order)\s(?:now|today|here|tickets|your copy)\b.{0,50}$",
    ], 280),
    *inner_phrases(Kind.ADVERT, SURE, {
        "% weekend exclusively unlimited free trial $ £ €": r"\b(?:up to )?\d+\s?% off\b|\b(?:this|one) weekend only\b|\bexclusively for (?:members|subscribers)\b|\bunlimited access\b|\b(?:weeks?|months?) (?:for|free|of access)\b.{0,12}(?:[$£€]|free\b|trial\b)",
        "continues": r"(?:article|story|content|post) continues (?:below|after)",
        "newsletter inbox mailing email briefing digest": r"(?:subscribe|sign up|signup|register|join|get|receive)\b.{0,60}(?:newsletters?|inbox|mailing list|email updates|email alerts|daily briefing|weekly briefing|daily digest)|(?:newsletter|inbox|mailing list)\b.{0,60}(?:sign up|subscribe|signing up|join|delivered)",
        "inbox": r"\bin your inbox\b",
        "code coupon voucher % save free time cancel trial $ £ € money stocks offer order buy": r"(?:promo code|discount code|coupon|use code [A-Z\d]|voucher|\d+\s?% off|save \d+\s?%|save up to|free (?:delivery|shipping)|limited[- ]time offer|cancel any\s?time|free trial|only [$£€]\d|(?:just|only) [$£€]\d|[$£€]\d+(?:\.\d\d)? (?:a|per) (?:month|week|year)|money[- ]back guarantee|while stocks last|special offer|order (?:now|today)[!.]?$|buy one,? get)",
    }, 280),
    *phrases(Kind.NAVIGATION, SURE, [
        r"^you are here\b|^(?:home|homepage)\s*[>›»|/·]",
        r"^(?:skip|jump|back|return|go)\s(?:back\s)?to\s(?:main |the |site )?(?:content|navigation|top|home|homepage|search|menu|article|list|main|overview|results|page)\b",
        r"^(?:tags?|keywords|topics|filed under|categor(?:y|ies)|labels|posted in|tagged|section|subjects?|more about|tagged (?:with|as)|find more stories about)\s?:\s?\S.{0,120}$|^(?:filed under|posted in|tagged)\s\S.{0,80}$",
        r"^page\s\d+\s(?:of|/)\s\d+|^(?:next|previous|prev) page\b|^(?:search|enter keyword|type your search|search for)\s?(?:\.\.\.|…|$)",
        r"^(?:toggle|open|close|show|hide) (?:the )?(?:navigation|menu|search|sidebar|main menu|mobile menu)\b",
    ], 160),
    *phrases(Kind.BOILERPLATE, LIKELY, [
        r"^[^.!?]{3,60},?\s(?:vol(?:ume)?\.?|issue|no\.)\s?\d+(?:,?\s(?:vol\.?|issue|no\.)\s?\d+)?(?:[,\s(].{0,20})?$",
    ], 100),
    *phrases(Kind.BOILERPLATE, SURE, [
        r"^(?:by (?:continuing|clicking|using|browsing))\b.{0,120}(?:cookies|agree|consent|accept)|^(?:we value your privacy|your privacy|manage (?:your )?consent|cookie notice)",
        r"^(?:(?:estimated )?reading time|read time|time to read|length|est\.? read(?:ing)? time|word count|views?|page views)\s?[:.]?\s?\d|^\d+\s?-?min(?:ute)?s?\s(?:read|listen|watch)$|^\d[\d,.]*k?\s(?:views|reads|words|page views)$",
        r"^(?:you are visitor|visitors? (?:no|since|counter)|best viewed|this page (?:was last|has been) (?:updated|visited|viewed))\b.{0,80}$",
        r"^loading\b.{0,12}$|^(?:this video|video|content) (?:is not available|cannot be played|unavailable)",
        r"^(?:listen to (?:this|the)|hear this|play (?:this|audio|video)|audio version|read aloud|watch)\b.{0,20}\b(?:article|story|minutes|audio|video|version|aloud)$|^[–—*-]+\s?(?:end|ends|30|###)\s?[–—*-]+$|^(?:ends|###|-30-)$|^#\w{2,24}(?:\s#\w{2,24})*$",
    ], 300),
    *inner_phrases(Kind.BOILERPLATE, SURE, {
        "cookie": r"(?:we|this (?:web)?site|our (?:web)?site|our partners)\b.{0,60}\b(?:uses?|store|place)\b.{0,40}cookies|cookies?\b.{0,60}(?:accept|consent|decline|reject|settings|preferences|experience|personali[sz]e)",
        "javascript browser": r"javascript\b.{0,40}(?:enable|disable|required|turn)|(?:enable|turn on) javascript|your browser\b.{0,40}(?:support|outdated|not)",
    }, 300),
]  # fmt: skip

NOTICE_CUES = """
    cookie cookies newsletter subscribe subscriber subscription inbox editor editors article version reserved reproduction
    reproduced disclaimer liability privacy advertisement sponsored commission donate donation copyright author writer
    reporter columnist correspondent browser newsroom unlimited views updated contact email e-mail
"""
SENTENCE_CUES = (
    NOTICE_CUES
    + """
    sign log story terms support member members javascript comment comments conversation read share follow photo image
    picture credit source published opinions free offer off download loading journalism cancel account staff appeared
"""
)

NOTICES = [
    *inner_phrases(Kind.COPYRIGHT, SURE, {"rights": r"all rights reserved"}, 200),
    *phrases(Kind.COPYRIGHT, SURE, [r"^no part of this (?:article|publication|page|text)\b.{0,60}(?:reproduced|copied|used)"], 220),
    *phrases(Kind.COPYRIGHT, SURE, [r"^(?:if you have (?:any )?(?:questions?|concerns?|corrections?)|for (?:questions|corrections|inquiries)),?.{0,20}\b(?:contact|e-?mail|write to)\b.{0,60}@"], 160),
    *phrases(Kind.EDITORS_NOTE, SURE, [r"^[\[(](?:editor(?:'|’)s note|ed\. note)\s?[:—–].*[\])]$"], 300),
]  # fmt: skip
