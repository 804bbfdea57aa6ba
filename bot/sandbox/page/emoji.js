// Slack's emoji short codes, a fair table of them. An unknown code stays as it was typed, as in Slack.

const TABLE = `
smile:😄 smiley:😃 grinning:😀 grin:😁 laughing:😆 satisfied:😆 sweat_smile:😅 joy:😂 rolling_on_the_floor_laughing:🤣 blush:😊 innocent:😇
slightly_smiling_face:🙂 upside_down_face:🙃 wink:😉 relieved:😌 heart_eyes:😍 kissing_heart:😘 yum:😋 stuck_out_tongue:😛
stuck_out_tongue_winking_eye:😜 sunglasses:😎 nerd_face:🤓 face_with_monocle:🧐 thinking_face:🤔 thinking:🤔 neutral_face:😐 expressionless:😑
no_mouth:😶 smirk:😏 unamused:😒 face_with_rolling_eyes:🙄 grimacing:😬 pensive:😔 sleepy:😪 sleeping:😴 mask:😷 dizzy_face:😵
confused:😕 worried:😟 slightly_frowning_face:🙁 white_frowning_face:☹️ open_mouth:😮 hushed:😯 astonished:😲 flushed:😳 fearful:😨
cold_sweat:😰 cry:😢 sob:😭 scream:😱 confounded:😖 disappointed:😞 sweat:😓 weary:😩 tired_face:😫 triumph:😤 rage:😡 angry:😠
hugging_face:🤗 shushing_face:🤫 face_with_hand_over_mouth:🤭 zipper_mouth_face:🤐 partying_face:🥳 pleading_face:🥺 saluting_face:🫡
melting_face:🫠 robot_face:🤖 ghost:👻 skull:💀 alien:👽 clown_face:🤡 poop:💩 hankey:💩 see_no_evil:🙈 hear_no_evil:🙉 speak_no_evil:🙊
wave:👋 raised_hand:✋ hand:✋ ok_hand:👌 pinching_hand:🤏 v:✌️ crossed_fingers:🤞 call_me_hand:🤙 point_left:👈 point_right:👉 point_up_2:👆
point_up:☝️ point_down:👇 +1:👍 thumbsup:👍 -1:👎 thumbsdown:👎 fist:✊ facepunch:👊 punch:👊 clap:👏 raised_hands:🙌 open_hands:👐 handshake:🤝
pray:🙏 writing_hand:✍️ muscle:💪 eyes:👀 eye:👁️ ear:👂 brain:🧠 tongue:👅 speaking_head_in_silhouette:🗣️ bust_in_silhouette:👤
busts_in_silhouette:👥 man:👨 woman:👩 raising_hand:🙋 shrug:🤷 man-shrugging:🤷‍♂️ woman-shrugging:🤷‍♀️ facepalm:🤦 bow:🙇 runner:🏃 walking:🚶
detective:🕵️ sleuth_or_spy:🕵️ female-office-worker:👩‍💼 male-office-worker:👨‍💼 technologist:🧑‍💻 health_worker:🧑‍⚕️ judge:🧑‍⚖️
heart:❤️ orange_heart:🧡 yellow_heart:💛 green_heart:💚 blue_heart:💙 purple_heart:💜 black_heart:🖤 white_heart:🤍 broken_heart:💔 sparkling_heart:💖
heavy_heart_exclamation_mark_ornament:❣️ 100:💯 anger:💢 boom:💥 collision:💥 dizzy:💫 sweat_drops:💦 dash:💨 speech_balloon:💬 left_speech_bubble:🗨️
right_anger_bubble:🗯️ thought_balloon:💭 zzz:💤
dog:🐶 cat:🐱 fox_face:🦊 bear:🐻 panda_face:🐼 tiger:🐯 owl:🦉 unicorn_face:🦄 bee:🐝 butterfly:🦋 snail:🐌 turtle:🐢 whale:🐳 dolphin:🐬 fish:🐟 octopus:🐙
bird:🐦 penguin:🐧 dove_of_peace:🕊️ paw_prints:🐾
bouquet:💐 cherry_blossom:🌸 rose:🌹 sunflower:🌻 tulip:🌷 seedling:🌱 evergreen_tree:🌲 deciduous_tree:🌳 palm_tree:🌴 cactus:🌵 herb:🌿
four_leaf_clover:🍀 maple_leaf:🍁 fallen_leaf:🍂 leaves:🍃
sunny:☀️ partly_sunny:⛅ cloud:☁️ rain_cloud:🌧️ thunder_cloud_and_rain:⛈️ snowflake:❄️ snowman:⛄ rainbow:🌈 umbrella:☔ zap:⚡ fire:🔥 droplet:💧
ocean:🌊 star:⭐ star2:🌟 sparkles:✨ new_moon:🌑 full_moon:🌕 crescent_moon:🌙 earth_africa:🌍 earth_americas:🌎 earth_asia:🌏 globe_with_meridians:🌐
apple:🍎 lemon:🍋 banana:🍌 strawberry:🍓 bread:🍞 pizza:🍕 cake:🍰 birthday:🎂 cookie:🍪 doughnut:🍩 coffee:☕ tea:🍵 beer:🍺 beers:🍻 champagne:🍾
wine_glass:🍷 fork_and_knife:🍴 popcorn:🍿
soccer:⚽ basketball:🏀 trophy:🏆 medal:🎖️ sports_medal:🏅 first_place_medal:🥇 dart:🎯 game_die:🎲 jigsaw:🧩 art:🎨 performing_arts:🎭 microphone:🎤
studio_microphone:🎙️ headphones:🎧 musical_note:🎵 clapper:🎬 movie_camera:🎥 video_camera:📹 camera:📷 camera_with_flash:📸 tv:📺 radio:📻 film_frames:🎞️
house:🏠 office:🏢 hospital:🏥 school:🏫 bank:🏦 classical_building:🏛️ church:⛪ tent:⛺ construction:🚧 rotating_light:🚨 fuelpump:⛽ car:🚗 bus:🚌 ambulance:🚑
fire_engine:🚒 bike:🚲 train:🚋 airplane:✈️ rocket:🚀 boat:⛵ anchor:⚓ ship:🚢 world_map:🗺️ lighthouse:🗼
watch:⌚ hourglass:⌛ hourglass_flowing_sand:⏳ alarm_clock:⏰ stopwatch:⏱️ timer_clock:⏲️ clock1:🕐 clock2:🕑 clock3:🕒 clock4:🕓 clock5:🕔 clock6:🕕 clock7:🕖
clock8:🕗 clock9:🕘 clock10:🕙 clock11:🕚 clock12:🕛 calendar:📆 date:📅 spiral_calendar_pad:🗓️ card_index:📇 card_index_dividers:🗂️ card_file_box:🗃️
file_cabinet:🗄️ wastebasket:🗑️ file_folder:📁 open_file_folder:📂 page_facing_up:📄 page_with_curl:📃 bookmark_tabs:📑 bar_chart:📊
chart_with_upwards_trend:📈 chart_with_downwards_trend:📉 clipboard:📋 pushpin:📌 round_pushpin:📍 paperclip:📎 linked_paperclips:🖇️ straight_ruler:📏
scissors:✂️ pencil:📝 memo:📝 pencil2:✏️ lower_left_fountain_pen:🖋️ lower_left_ballpoint_pen:🖊️ newspaper:📰 rolled_up_newspaper:🗞️ book:📖 books:📚 notebook:📓
ledger:📒 bookmark:🔖 label:🏷️ email:✉️ envelope:✉️ e-mail:📧 incoming_envelope:📨 envelope_with_arrow:📩 outbox_tray:📤 inbox_tray:📥 package:📦 mailbox:📫
mailbox_with_mail:📬 postbox:📮 ballot_box_with_ballot:🗳️ phone:☎️ telephone:☎️ telephone_receiver:📞 iphone:📱 calling:📲 pager:📟 fax:📠 computer:💻
desktop_computer:🖥️ printer:🖨️ keyboard:⌨️ battery:🔋 electric_plug:🔌 bulb:💡 flashlight:🔦 candle:🕯️ mag:🔍 mag_right:🔎 lock:🔒 unlock:🔓
closed_lock_with_key:🔐 key:🔑 old_key:🗝️ hammer:🔨 wrench:🔧 gear:⚙️ hammer_and_wrench:🛠️ link:🔗 chains:⛓️ shield:🛡️ microscope:🔬 telescope:🔭
satellite_antenna:📡 pill:💊 syringe:💉 thermometer:🌡️ test_tube:🧪 broom:🧹 toolbox:🧰 magnet:🧲 scales:⚖️ moneybag:💰 pound:💷 dollar:💵 euro:💶 credit_card:💳
receipt:🧾 gift:🎁 balloon:🎈 tada:🎉 confetti_ball:🎊 ribbon:🎀 crown:👑 gem:💎 briefcase:💼 handbag:👜 mortar_board:🎓 tophat:🎩
loudspeaker:📢 mega:📣 postal_horn:📯 bell:🔔 no_bell:🔕 speaker:🔈 sound:🔉 loud_sound:🔊 mute:🔇
warning:⚠️ no_entry:⛔ no_entry_sign:🚫 x:❌ o:⭕ negative_squared_cross_mark:❎ white_check_mark:✅ heavy_check_mark:✔️ ballot_box_with_check:☑️
heavy_multiplication_x:✖️ heavy_plus_sign:➕ heavy_minus_sign:➖ question:❓ grey_question:❔ exclamation:❗ heavy_exclamation_mark:❗ grey_exclamation:❕
bangbang:‼️ interrobang:⁉️ sos:🆘 new:🆕 free:🆓 up:🆙 ok:🆗 cool:🆒 top:🔝 soon:🔜 end:🔚 back:🔙 on:🔛 information_source:ℹ️ id:🆔 recycle:♻️ infinity:♾️
arrow_right:➡️ arrow_left:⬅️ arrow_up:⬆️ arrow_down:⬇️ arrow_upper_right:↗️ arrow_lower_right:↘️ arrow_right_hook:↪️ leftwards_arrow_with_hook:↩️
arrows_counterclockwise:🔄 repeat:🔁 arrow_forward:▶️ double_vertical_bar:⏸️ black_square_for_stop:⏹️ fast_forward:⏩ rewind:⏪ twisted_rightwards_arrows:🔀
red_circle:🔴 large_orange_circle:🟠 large_yellow_circle:🟡 large_green_circle:🟢 large_blue_circle:🔵 blue_circle:🔵 large_purple_circle:🟣
large_brown_circle:🟤 black_circle:⚫ white_circle:⚪ large_red_square:🟥 large_orange_square:🟧 large_yellow_square:🟨 large_green_square:🟩
large_blue_square:🟦 large_purple_square:🟪 black_large_square:⬛ white_large_square:⬜ small_blue_diamond:🔹 small_orange_diamond:🔸
large_blue_diamond:🔷 large_orange_diamond:🔶 small_red_triangle:🔺 small_red_triangle_down:🔻 radio_button:🔘 black_small_square:▪️
zero:0️⃣ one:1️⃣ two:2️⃣ three:3️⃣ four:4️⃣ five:5️⃣ six:6️⃣ seven:7️⃣ eight:8️⃣ nine:9️⃣ keycap_ten:🔟 hash:#️⃣
checkered_flag:🏁 triangular_flag_on_post:🚩 crossed_flags:🎌 waving_black_flag:🏴 waving_white_flag:🏳️ rainbow-flag:🏳️‍🌈 gb:🇬🇧 uk:🇬🇧 us:🇺🇸 fr:🇫🇷 de:🇩🇪 es:🇪🇸
it:🇮🇹 jp:🇯🇵 cn:🇨🇳 flag-eu:🇪🇺 flag-ie:🇮🇪 flag-ca:🇨🇦 flag-in:🇮🇳 flag-au:🇦🇺
`;

const EMOJI = new Map(
  TABLE.trim().split(/\s+/).map((pair) => {
    const cut = pair.indexOf(":");
    return [pair.slice(0, cut), pair.slice(cut + 1)];
  }),
);
const SKIN = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

/** The character of a short code (without colons, a skin tone may follow as "wave::skin-tone-3"), or null. */
export function emojiFor(code) {
  const [name, tone] = code.split("::skin-tone-");
  const character = EMOJI.get(name);
  return character ? character + (SKIN[tone] ?? "") : null;
}

/** Plain text with its short codes replaced, as in a plain_text object with emoji on. */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+'-]+(?:::skin-tone-[2-6])?):/g, (whole, code) => emojiFor(code) ?? whole);
}
